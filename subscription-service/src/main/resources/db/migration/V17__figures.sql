-- How many came and went each day.
CREATE INDEX subscription_confirmed_at ON subscription (confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX subscription_ended_at ON subscription (ended_at) WHERE ended_at IS NOT NULL;
