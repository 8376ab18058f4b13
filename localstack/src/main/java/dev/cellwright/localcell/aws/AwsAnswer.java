package dev.cellwright.localcell.aws;

import java.util.Map;

/// What a service answers over HTTP.
public record AwsAnswer(int status, Map<String, String> headers, byte[] body) {}
