package io.playbackanalytics.benchmark.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.gate.Sums;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilledTopicTest {

  @TempDir private Path folder;

  @Test
  void isFoundAgainByItsRecipeOnly() throws Exception {
    TopicRecipe recipe = new TopicRecipe(10, 50, Traffic.ZIPF, 1);
    FilledTopic topic = new FilledTopic(recipe, new Sums(1, 2, 3, 4, 5), 301.5);
    topic.mark(folder);
    assertThat(FilledTopic.marked(folder, recipe)).contains(topic);
    assertThat(FilledTopic.marked(folder, new TopicRecipe(10, 50, Traffic.EVEN, 1))).isEmpty();
    assertThat(FilledTopic.marked(folder, new TopicRecipe(10, 50, Traffic.ZIPF, 2))).isEmpty();
  }
}
