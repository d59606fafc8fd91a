// The floor that is not of the JVM: librdkafka reads a topic from its start to its end, simdjson parses every record,
// and what comes out are the sums over all events that the loops in Java compute, too. Like them it looks at every
// field once, in whatever order they come, and knows nothing of windows, keys or bad input: it ends with what is wrong.
//
//   consumer_simdjson SERVERS WARM-UP-TOPIC EVENTS TOPIC EVENTS RESULT-FILE

#include <librdkafka/rdkafka.h>
#include <simdjson.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using simdjson::ondemand::field;
using simdjson::ondemand::object;
using simdjson::ondemand::parser;

constexpr size_t most_bytes = 1 << 20;
constexpr size_t batch_size = 2000;
constexpr int poll_ms = 100;
constexpr int patience_ms = 60'000;

[[noreturn]] void fail(const std::string &what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

struct Sums {
  int64_t events = 0;
  int64_t decode_attempts = 0;
  int64_t decode_failures = 0;
  int64_t play_ms = 0;
  int64_t stall_ms = 0;
};

class Reader {
 public:
  void add(const char *json, size_t length, Sums &sums) {
    if (length > most_bytes) {
      fail("a record of " + std::to_string(length) + " bytes");
    }
    // simdjson reads some bytes beyond the end.
    std::memcpy(padded_.data(), json, length);
    std::memset(padded_.data() + length, 0, simdjson::SIMDJSON_PADDING);
    try {
      simdjson::ondemand::document document = parser_.iterate(padded_.data(), length, padded_.size());
      add(document.get_object(), sums);
    } catch (const simdjson::simdjson_error &e) {
      fail(std::string(e.what()) + ": " + std::string(json, length));
    }
  }

 private:
  static void add(object event, Sums &sums) {
    int64_t attempts = -1;
    int64_t failures = 0;
    bool is_attempt = false;
    bool is_failure = false;
    for (field member : event) {
      std::string_view name = member.unescaped_key();
      if (name == "event_type") {
        std::string_view type = member.value().get_string();
        is_failure = type == "DECODE_FAIL";
        is_attempt = is_failure || type == "DECODE_OK";
      } else if (name == "play_ms") {
        sums.play_ms += member.value().get_int64();
      } else if (name == "buffer_ms") {
        sums.stall_ms += member.value().get_int64();
      } else if (name == "decode_attempts") {
        attempts = member.value().get_int64();
      } else if (name == "decode_failures") {
        failures = member.value().get_int64();
      }
    }
    sums.events++;
    sums.decode_attempts += attempts >= 0 ? attempts : is_attempt;
    sums.decode_failures += attempts >= 0 ? failures : is_failure;
  }

  parser parser_;
  std::vector<char> padded_ = std::vector<char>(most_bytes + simdjson::SIMDJSON_PADDING);
};

void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
  char why[512];
  if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK) {
    fail(why);
  }
}

class Consumer {
 public:
  Consumer(const std::string &servers, const std::string &topic) {
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    set(conf, "bootstrap.servers", servers.c_str());
    set(conf, "group.id", "consumer-simdjson");
    set(conf, "enable.auto.commit", "false");
    // As Kafka's own client does.
    set(conf, "check.crcs", "true");
    char why[512];
    kafka_ = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
    if (kafka_ == nullptr) {
      fail(why);
    }
    rd_kafka_poll_set_consumer(kafka_);
    rd_kafka_topic_partition_list_t *all = rd_kafka_topic_partition_list_new(4);
    for (int32_t partition = 0; partition < partitions(topic); partition++) {
      rd_kafka_topic_partition_list_add(all, topic.c_str(), partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
    }
    check(rd_kafka_assign(kafka_, all));
    rd_kafka_topic_partition_list_destroy(all);
    queue_ = rd_kafka_queue_get_consumer(kafka_);
  }

  ~Consumer() {
    rd_kafka_queue_destroy(queue_);
    rd_kafka_consumer_close(kafka_);
    rd_kafka_destroy(kafka_);
  }

  Consumer(const Consumer &) = delete;
  Consumer &operator=(const Consumer &) = delete;

  Sums read(int64_t events) {
    Sums sums;
    Reader reader;
    std::vector<rd_kafka_message_t *> batch(batch_size);
    int waited_ms = 0;
    while (sums.events < events) {
      ssize_t count = rd_kafka_consume_batch_queue(queue_, poll_ms, batch.data(), batch.size());
      waited_ms = count > 0 ? 0 : waited_ms + poll_ms;
      if (waited_ms > patience_ms) {
        fail(std::to_string(sums.events) + " of " + std::to_string(events) + " records came");
      }
      for (ssize_t i = 0; i < count; i++) {
        rd_kafka_message_t *message = batch[i];
        check(message->err);
        reader.add(static_cast<const char *>(message->payload), message->len, sums);
        rd_kafka_message_destroy(message);
      }
    }
    return sums;
  }

 private:
  int32_t partitions(const std::string &topic) {
    rd_kafka_topic_t *handle = rd_kafka_topic_new(kafka_, topic.c_str(), nullptr);
    const struct rd_kafka_metadata *metadata = nullptr;
    check(rd_kafka_metadata(kafka_, 0, handle, &metadata, patience_ms));
    int32_t count = metadata->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_destroy(handle);
    return count;
  }

  static void check(rd_kafka_resp_err_t error) {
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      fail(rd_kafka_err2str(error));
    }
  }

  rd_kafka_t *kafka_;
  rd_kafka_queue_t *queue_;
};

Sums read(const std::string &servers, const std::string &topic, int64_t events) {
  return Consumer(servers, topic).read(events);
}

int64_t milliseconds(const timeval &time) { return time.tv_sec * 1000 + time.tv_usec / 1000; }

/** Of this process since its start. */
struct Spent {
  int64_t cpu_ms;
  int64_t wall_ms;
  int64_t peak_resident_kib;

  static Spent now() {
    static const auto start = std::chrono::steady_clock::now();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto wall = std::chrono::steady_clock::now() - start;
    return {milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            std::chrono::duration_cast<std::chrono::milliseconds>(wall).count(), usage.ru_maxrss};
  }
};

}  // namespace

int main(int count, char **arguments) {
  if (count != 7) {
    fail("usage: consumer_simdjson SERVERS WARM-UP-TOPIC EVENTS TOPIC EVENTS RESULT-FILE");
  }
  Spent::now();
  std::string servers = arguments[1];
  read(servers, arguments[2], std::stoll(arguments[3]));
  Spent before = Spent::now();
  Sums sums = read(servers, arguments[4], std::stoll(arguments[5]));
  Spent after = Spent::now();
  std::ofstream result(arguments[6]);
  result << "{\"events\":" << sums.events << ",\"wall_ms\":" << after.wall_ms - before.wall_ms
         << ",\"cpu_ms\":" << after.cpu_ms - before.cpu_ms << ",\"compile_cpu_ms\":0"
         << ",\"start_wall_ms\":" << before.wall_ms << ",\"start_cpu_ms\":" << before.cpu_ms
         << ",\"peak_resident_kib\":" << after.peak_resident_kib << ",\"peak_live_bytes\":0,\"allocated_bytes\":0"
         << ",\"sum_events\":" << sums.events << ",\"sum_decode_attempts\":" << sums.decode_attempts
         << ",\"sum_decode_failures\":" << sums.decode_failures << ",\"sum_play_ms\":" << sums.play_ms
         << ",\"sum_stall_ms\":" << sums.stall_ms << "}\n";
  result.close();
  if (!result) {
    fail(std::string("could not write ") + arguments[6]);
  }
}
