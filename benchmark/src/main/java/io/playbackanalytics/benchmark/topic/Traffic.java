package io.playbackanalytics.benchmark.topic;

import java.util.Locale;

/** How the sessions spread over the apps. */
public enum Traffic {
  /** The app of rank r has a share in proportion to 1 / r. */
  ZIPF {
    @Override
    double weight(int rank, int apps) {
      return 1.0 / rank;
    }
  },
  /** Every app has the same share. */
  EVEN {
    @Override
    double weight(int rank, int apps) {
      return 1;
    }
  },
  /** One app has 95 %, the others share the rest evenly. */
  ONE_APP {
    @Override
    double weight(int rank, int apps) {
      return rank == 1 ? 0.95 : 0.05 / (apps - 1);
    }
  };

  abstract double weight(int rank, int apps);

  /** The shares of the first 1, 2, … apps; the last one is 1. */
  double[] cumulative(int apps) {
    double[] shares = new double[apps];
    double sum = 0;
    for (int i = 0; i < apps; i++) {
      sum += weight(i + 1, apps);
      shares[i] = sum;
    }
    for (int i = 0; i < apps; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
