-- Those of accounts that were closed before would work again when these are reopened.
DELETE FROM access_token WHERE account_id IN (SELECT id FROM account WHERE NOT active);
