package dev.cellwright.cdk;

/// Questions that the security team asks first, as Athena takes them. Each is about the last seven
/// days; the day is compared as text, as the partitions are.
enum AuditQuestion {
  WHO_ACTED_AS_ROOT(
      "What was done as root, and from where",
      """
      select   eventtime, eventsource, eventname, sourceipaddress, useragent, errorcode
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      useridentity.type = 'Root'
      and      useridentity.invokedby is null
      order by eventtime desc
      """),
  WHO_WAS_DENIED(
      "Who was denied what, and how often",
      """
      select   coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) as who,
               eventsource, eventname, errorcode, count(*) as times,
               min(eventtime) as first, max(eventtime) as last
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      (errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation')
      group by 1, 2, 3, 4
      order by times desc
      """),
  WHO_CHANGED_POLICIES(
      "Who changed who may do what, deployments included",
      """
      select   eventtime, useridentity.arn as who, sourceipaddress, eventsource, eventname,
               requestparameters
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      ((eventsource = 'iam.amazonaws.com' and readonly = 'false')
                or (eventsource = 's3.amazonaws.com' and eventname like '%BucketPolicy')
                or (eventsource = 'kms.amazonaws.com' and eventname = 'PutKeyPolicy'))
      order by eventtime desc
      """),
  WHO_TOUCHED_TRAILS(
      "Who stopped or changed a trail, or tried to change its files",
      """
      select   eventtime, useridentity.arn as who, sourceipaddress, eventname, errorcode,
               requestparameters
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      ((eventsource = 'cloudtrail.amazonaws.com' and readonly = 'false')
                or (eventcategory = 'Data' and eventsource = 's3.amazonaws.com'
                    and eventname in ('DeleteObject', 'DeleteObjects', 'PutObjectRetention')))
      order by eventtime desc
      """),
  WHO_USED_THE_DATABASE(
      "Who called the Data API that is not a function of the cell",
      """
      select   useridentity.arn as who, sourceipaddress, eventname, errorcode, count(*) as times,
               min(eventtime) as first, max(eventtime) as last
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      eventsource = 'rdsdata.amazonaws.com'
      and      coalesce(useragent, '') not like '%exec-env/AWS_Lambda%'
      group by 1, 2, 3, 4
      order by times desc
      """),
  WHO_READ_FILES(
      "Who read files of a bucket, and how many",
      """
      select   coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) as who,
               json_extract_scalar(requestparameters, '$.bucketName') as bucket,
               count(*) as files, min(eventtime) as first, max(eventtime) as last
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      eventsource = 's3.amazonaws.com'
      and      eventname = 'GetObject'
      group by 1, 2
      order by files desc
      """),
  WHO_CALLED_FUNCTIONS(
      "Who called a function directly, rather than API Gateway and other services of AWS",
      """
      select   eventtime, useridentity.arn as who, sourceipaddress, requestparameters, errorcode
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      eventsource = 'lambda.amazonaws.com'
      and      eventname like 'Invoke%'
      and      useridentity.invokedby is null
      order by eventtime desc
      """),
  WHO_LOGGED_IN(
      "Who logged in to the console, with a second factor or without",
      """
      select   eventtime, useridentity.arn as who, sourceipaddress,
               json_extract_scalar(additionaleventdata, '$.MFAUsed') as second_factor,
               json_extract_scalar(responseelements, '$.ConsoleLogin') as result
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      eventname = 'ConsoleLogin'
      order by eventtime desc
      """),
  WHO_USED_KEYS(
      "Who disabled, deleted or gave away a key, and who decrypted most",
      """
      select   coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) as who,
               eventname, count(*) as times, max(eventtime) as last
      from     calls
      where    day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
      and      eventsource = 'kms.amazonaws.com'
      and      (readonly = 'false' or eventname = 'Decrypt')
      group by 1, 2
      order by times desc
      """);

  private final String meaning;
  private final String sql;

  AuditQuestion(String meaning, String sql) {
    this.meaning = meaning;
    this.sql = sql;
  }

  String meaning() {
    return meaning;
  }

  String sql() {
    return sql;
  }
}
