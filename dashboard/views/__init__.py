"""The views: each a pure function of claims, selection and theme. No Dash here."""
