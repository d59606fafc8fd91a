package io.playbackanalytics.command;

/**
 * An option as it is typed, {@code --key VALUE}, and as {@code --help} shows it.
 *
 * @param key without the dashes
 * @param placeholder stands for the value: {@code N}, {@code FILE} …
 * @param standard what holds if it is not given; only a description where {@link Options#has} is
 *     asked
 * @param meaning half a line
 */
public record Option(String key, String placeholder, String standard, String meaning) {

  public String flag() {
    return "--" + key;
  }
}
