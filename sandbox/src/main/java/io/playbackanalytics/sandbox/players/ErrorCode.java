package io.playbackanalytics.sandbox.players;

import java.util.List;

/** What players report as {@code error_code}. */
enum ErrorCode {
  CDN_TIMEOUT(6),
  HTTP_404(3),
  HTTP_503(3),
  NETWORK_LOST(4),
  DRM_LICENSE(2),
  NOT_IN_THIS_COUNTRY(2),
  MEDIA_DAMAGED(1),
  DECODER_RESET(5),
  DECODER_BUSY(1);

  /** That a play does not start. */
  static final List<ErrorCode> OF_STARTS =
      List.of(CDN_TIMEOUT, HTTP_404, HTTP_503, DRM_LICENSE, NOT_IN_THIS_COUNTRY);

  /** That a play ends before its time. */
  static final List<ErrorCode> OF_PLAYS =
      List.of(CDN_TIMEOUT, HTTP_503, NETWORK_LOST, MEDIA_DAMAGED);

  static final List<ErrorCode> OF_DECODES = List.of(DECODER_RESET, DECODER_BUSY);

  private final double weight;

  ErrorCode(double weight) {
    this.weight = weight;
  }

  /** How often it comes, among the others that can; an overloaded node times out more. */
  double weight(CdnNode node) {
    return this == CDN_TIMEOUT ? weight * node.stallFactor() : weight;
  }
}
