package io.playbackanalytics.sandbox.players;

/** Where the bytes come from. One node is overloaded, so that there is something to find. */
enum CdnNode {
  AMS_1("cdn-ams-1", "eu-west", 30, 1),
  AMS_2("cdn-ams-2", "eu-west", 15, 6),
  IAD_1("cdn-iad-1", "us-east", 30, 1),
  IAD_2("cdn-iad-2", "us-east", 15, 1.2),
  BOM_1("cdn-bom-1", "ap-south", 20, 1.5);

  private final String id;
  private final String region;
  private final double weight;
  private final double stallFactor;

  CdnNode(String id, String region, double weight, double stallFactor) {
    this.id = id;
    this.region = region;
    this.weight = weight;
    this.stallFactor = stallFactor;
  }

  String id() {
    return id;
  }

  String region() {
    return region;
  }

  double weight() {
    return weight;
  }

  /** By what the network's probability of a stall is multiplied. */
  double stallFactor() {
    return stallFactor;
  }
}
