-- Action: send nothing about a finding for a while. $1 finding, $2 for how long; '0' ends it. Needs analytics_owner.
select analytics_mute_finding($1::text, $2::text::interval)::text as muted_until
