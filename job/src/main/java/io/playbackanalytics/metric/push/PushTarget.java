package io.playbackanalytics.metric.push;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a run pushes its metrics, and under which name. The Pushgateway keeps what is pushed per
 * grouping key, here {@code job} and {@code instance}: {@code job} is one for all processes and
 * retries of a run, {@code instance} names an operator's subtask. So a retry replaces what the
 * attempt before it has pushed, and TaskManagers don't overwrite each other.
 *
 * @param gateway the Pushgateway's address
 * @param job two runs at a time must not share it, or each deletes what the other has pushed
 * @param interval time between two pushes
 */
public record PushTarget(URI gateway, String job, Duration interval) implements Serializable {

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern JOB = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,128}");

  public PushTarget {
    if (!isGateway(gateway)) {
      throw new IllegalArgumentException("no http or https address: " + gateway);
    }
    if (!isJob(job)) {
      throw new IllegalArgumentException("no name of a job: " + job);
    }
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("not positive: " + interval);
    }
  }

  /** Whether a Pushgateway can have this address: http or https, and no user, query or fragment. */
  public static boolean isGateway(URI address) {
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    return http
        && address.getHost() != null
        && address.getPort() <= HIGHEST_PORT
        && address.getUserInfo() == null
        && address.getQuery() == null
        && address.getFragment() == null;
  }

  /** Whether it can stand in the gateway's path as it is. */
  public static boolean isJob(String name) {
    return JOB.matcher(name).matches();
  }
}
