package dev.cellwright.testing.reference;

/// An object: `document:1`.
record Thing(String type, String id) {

  static Thing of(String text) {
    var colon = text.indexOf(':');
    return new Thing(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
