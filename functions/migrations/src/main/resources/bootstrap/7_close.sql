-- Nobody but the master may make logins or keys.
do $close$
begin
  revoke all on all procedures in schema priv from public;
end
$close$
