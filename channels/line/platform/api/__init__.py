"""The endpoints of the Messaging API, each with the status and the fields of LINE's."""
