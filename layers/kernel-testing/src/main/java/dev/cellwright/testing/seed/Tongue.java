package dev.cellwright.testing.seed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A language in which an organization names and describes things.
///
/// @param given names with their spelling in an address, parted by `=`; the family names too
/// @param columns of a board, from what waits to what is done
/// @param titles patterns with `{do}`, `{what}` and `{when}`
/// @param notes sentences, some with `{team}`
record Tongue(
    boolean familyFirst,
    List<String> given,
    List<String> family,
    List<String> companies,
    List<String> teams,
    List<String> boards,
    List<String> columns,
    List<String> titles,
    List<String> does,
    List<String> what,
    List<String> when,
    List<String> notes) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /// Each organization has the next one, round and round.
  static final List<Tongue> ALL =
      List.of("en", "de", "ru", "el", "ar", "hi", "zh", "ja", "ko").stream()
          .map(Tongue::read)
          .toList();

  private static final List<String> EMOJI =
      List.of("🚚", "📦", "☎️", "✅", "🧾", "🎉", "👩🏽‍💻", "🇪🇺");

  private static Tongue read(String name) {
    try (var file = Tongue.class.getResourceAsStream(name + ".yaml")) {
      return YAML.readValue(Objects.requireNonNull(file, name), Tongue.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the words of " + name, e);
    }
  }

  /// A line such as somebody writes on a card; one in twelve begins with an emoji.
  String title(Dice dice) {
    var title =
        dice.among(titles)
            .replace("{do}", dice.among(does))
            .replace("{what}", dice.among(what))
            .replace("{when}", dice.among(when));
    return dice.oneIn(12) ? dice.among(EMOJI) + " " + title : title;
  }

  /// One to four sentences.
  String note(Dice dice) {
    var note = new StringBuilder();
    for (int left = 1 + dice.below(4); left > 0; left--) {
      note.append(dice.among(notes).replace("{team}", dice.among(teams))).append('\n');
    }
    return note.toString().strip();
  }
}
