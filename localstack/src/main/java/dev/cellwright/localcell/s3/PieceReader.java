package dev.cellwright.localcell.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads an object's files as one. Open files can be read to their end whatever becomes of the
/// object.
final class PieceReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final List<FileChannel> channels;

  private PieceReader(List<FileChannel> channels) {
    this.channels = channels;
  }

  static PieceReader open(Path directory, List<ObjectFiles.Piece> pieces) throws IOException {
    var reader = new PieceReader(new ArrayList<>());
    try {
      for (var piece : pieces) {
        reader.channels.add(
            FileChannel.open(directory.resolve(piece.file()), StandardOpenOption.READ));
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /// Writes `count` bytes from `offset` on.
  void copy(long offset, long count, OutputStream out) throws IOException {
    var skip = offset;
    var left = count;
    var buffer = new byte[BUFFER];
    for (var channel : channels) {
      var here = channel.size();
      if (skip >= here) {
        skip -= here;
        continue;
      }
      channel.position(skip);
      skip = 0;
      var in = Channels.newInputStream(channel);
      while (left > 0) {
        var read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (read < 0) {
          break;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    if (left > 0) {
      throw new IOException("an object's files are shorter than its row says");
    }
  }

  /// All of it as a stream.
  InputStream stream() {
    return new InputStream() {
      private int at;

      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        while (at < channels.size()) {
          var read = Channels.newInputStream(channels.get(at)).read(into, from, count);
          if (read >= 0) {
            return read;
          }
          at++;
        }
        return -1;
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (var channel : channels) {
      channel.close();
    }
  }
}
