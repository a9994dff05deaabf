"""Reading a dossier for print: every function takes the dossier's plain data and returns display-ready values."""
