package dev.cellwright.notifications;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Handlebars, as far as a stranger's templates can be trusted with it: variables, `if`, `unless`,
/// `each`, `with`. What is refused: other templates, decorators, other delimiters, and unescaped
/// values, since others write those.
final class TemplateLanguage {
  private static final Pattern FORBIDDEN =
      Pattern.compile("\\{\\{\\{|\\{\\{~?\\s*(?:[>&=*{]|#\\s*[>*])");
  private static final Pattern TAG = Pattern.compile("\\{\\{~?\\s*([#^/]?)");

  /// The parser takes minutes for a path of thousands of steps.
  private static final int LONGEST_TAG = 200;

  private static final int MOST_TAGS = 1_000;
  private static final int DEEPEST = 12;
  private static final int LONGEST_OUTPUT = 200_000;
  private static final String MISSING = "missing";

  /// What is wrong with a template, and where.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /// HTML: values are escaped.
  static final TemplateLanguage HTML = new TemplateLanguage(EscapingStrategy.HTML_ENTITY);

  /// Subjects and plain text.
  static final TemplateLanguage TEXT = new TemplateLanguage(EscapingStrategy.NOOP);

  private final Handlebars strict;
  private final Handlebars lenient;

  private TemplateLanguage(EscapingStrategy escaping) {
    Helper<Object> missing =
        (context, options) -> {
          Set<String> names = options.data(MISSING);
          names.add(options.helperName);
          return "";
        };
    strict = handlebars(escaping, null);
    lenient = handlebars(escaping, missing);
  }

  private static Handlebars handlebars(
      EscapingStrategy escaping, @Nullable Helper<Object> missing) {
    return new Handlebars(new NoOtherTemplates())
        .with(new FewHelpers(missing))
        .with(escaping)
        .infiniteLoops(false);
  }

  /// The names of the variables that a template uses, in its order.
  ///
  /// @throws Refused for what is no template, with the place
  List<String> check(String template) throws Refused {
    scan(template);
    try {
      return strict.compileInline(template).collect(TagType.VAR).stream().distinct().toList();
    } catch (HandlebarsException | StackOverflowError | IOException e) {
      throw refused(e);
    }
  }

  /// Fills in a template.
  ///
  /// @param missing is given the names of variables that there were no values for
  /// @throws Refused for what is no template, or costs too much
  String render(String template, Map<?, ?> values, RenderBudget budget, Set<String> missing)
      throws Refused {
    scan(template);
    var context = Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build();
    context.data(MISSING, missing);
    var written = new Bounded(budget);
    try {
      lenient.compileInline(template).apply(context, written);
    } catch (RenderBudget.Spent | HandlebarsException | StackOverflowError | IOException e) {
      throw refused(e);
    }
    return written.text.toString();
  }

  private static void scan(String template) throws Refused {
    var forbidden = FORBIDDEN.matcher(template);
    if (forbidden.find()) {
      throw new Refused(
          place(template, forbidden.start())
              + "only variables, if, unless, each and with may be used, and values are escaped");
    }
    int tags = 0;
    int depth = 0;
    var tag = TAG.matcher(template);
    while (tag.find()) {
      depth +=
          switch (tag.group(1)) {
            case "#", "^" -> 1;
            case "/" -> -1;
            default -> 0;
          };
      int end = template.indexOf("}}", tag.start());
      if (end < 0 || end - tag.start() > LONGEST_TAG) {
        throw new Refused(
            place(template, tag.start())
                + "a tag ends after %d characters at most".formatted(LONGEST_TAG));
      }
      if (++tags > MOST_TAGS || depth > DEEPEST) {
        throw new Refused(
            place(template, tag.start())
                + "a template has at most %d tags, and %d within each other"
                    .formatted(MOST_TAGS, DEEPEST));
      }
    }
  }

  private static String place(String template, int at) {
    var before = template.substring(0, at);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    return "line %d, column %d: ".formatted(line, at - before.lastIndexOf('\n'));
  }

  private static Refused refused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RenderBudget.Spent spent) {
        return new Refused(Objects.requireNonNull(spent.getMessage()));
      }
    }
    if (failure instanceof HandlebarsException e && e.getError() != null) {
      var error = e.getError();
      return new Refused(
          "line %d, column %d: %s".formatted(error.line, error.column + 1, error.reason));
    }
    return new Refused("line 1, column 1: it can't be read as a template");
  }

  /// There is no other template.
  private static final class NoOtherTemplates extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws IOException {
      throw new IOException("templates use no others");
    }
  }

  private static final class Bounded extends Writer {
    private final RenderBudget budget;
    private final StringBuilder text = new StringBuilder();

    Bounded(RenderBudget budget) {
      this.budget = budget;
    }

    @Override
    public void write(char[] letters, int from, int length) {
      budget.checkTime();
      if (text.length() + length > LONGEST_OUTPUT) {
        throw new RenderBudget.Spent("becomes longer than " + LONGEST_OUTPUT + " characters");
      }
      text.append(letters, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
