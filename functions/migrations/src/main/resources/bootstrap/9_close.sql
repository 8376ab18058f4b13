-- Nobody but the master may make logins or keys, or say whose turn it is.
do $close$
begin
  revoke all on all procedures in schema priv from public;
  revoke all on priv.rotation_turn from public;
end
$close$
