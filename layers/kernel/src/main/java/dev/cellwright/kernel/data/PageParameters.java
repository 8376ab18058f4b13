package dev.cellwright.kernel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.PageRequest.Cursor;
import dev.cellwright.kernel.data.PageRequest.Filter;
import dev.cellwright.kernel.data.PageRequest.Operator;
import dev.cellwright.kernel.data.PageRequest.Sort;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.InvalidShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `page`, `limit`, `sort`, `search`, `cursor` and `filter[…]` of a list's request.
public final class PageParameters {
  private static final int MOST_ROWS = 100;
  private static final int USUAL_ROWS = 25;
  private static final int MOST_VALUES = 100;
  private static final int MOST_SORTS = 4;

  /// A list that is followed to its end has fewer pages; a cursor that says more is made up.
  private static final int MOST_PAGES = 1_000_000_000;

  private static final int LONGEST_SEARCH = 200;
  private static final Pattern FILTER = Pattern.compile("filter\\[([a-z_]+)(?:\\.([a-z]+))?]");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Listing<?> listing;
  private final List<FieldError> errors = new ArrayList<>();

  private PageParameters(Listing<?> listing) {
    this.listing = listing;
  }

  /// @param query the parameters with all their values
  /// @throws InvalidShape with everything that is wrong
  public static PageRequest read(Listing<?> listing, Map<String, List<String>> query) {
    return new PageParameters(listing).read(query);
  }

  private PageRequest read(Map<String, List<String>> query) {
    int page = 1;
    int limit = USUAL_ROWS;
    List<Sort> sorts = listing.order();
    var filters = new ArrayList<Filter>();
    String search = null;
    String cursor = null;
    for (var parameter : query.entrySet()) {
      var name = parameter.getKey();
      if (parameter.getValue().size() != 1) {
        errors.add(new FieldError(name, "must be given once"));
        continue;
      }
      var value = parameter.getValue().getFirst();
      if (value.indexOf('\0') >= 0) {
        errors.add(new FieldError(name, "must not hold a NUL character"));
        continue;
      }
      switch (name) {
        case "page" -> page = number(name, value, Listing.COUNTED);
        case "limit" -> limit = number(name, value, MOST_ROWS);
        case "sort" -> sorts = sorts(value);
        case "search" -> {
          if (!listing.searchable()) {
            errors.add(new FieldError(name, "is not a known parameter"));
          }
          if (value.codePointCount(0, value.length()) > LONGEST_SEARCH) {
            errors.add(new FieldError(name, "must have at most " + LONGEST_SEARCH + " characters"));
          }
          search = value.isBlank() ? null : value;
        }
        case "cursor" -> cursor = value;
        default -> filter(name, value, filters);
      }
    }
    if ((page - 1L) * limit > Listing.COUNTED) {
      errors.add(
          new FieldError(
              "page", "is beyond " + Listing.COUNTED + " rows: follow the cursor instead"));
    }
    var request =
        new PageRequest(page, limit, sorts, filters, search, null, null, (page - 1L) * limit);
    if (cursor != null && errors.isEmpty()) {
      request = continued(request, cursor);
    }
    if (!errors.isEmpty()) {
      throw new InvalidShape(errors);
    }
    return request;
  }

  private int number(String name, String value, int most) {
    if (value.matches("[0-9]{1,9}")) {
      var number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    errors.add(new FieldError(name, "must be a whole number from 1 to " + most));
    return 1;
  }

  private List<Sort> sorts(String value) {
    var sorts = new ArrayList<Sort>();
    for (var part : value.split(",", -1)) {
      var named = part.split(":", -1);
      var column = column(named[0]);
      var direction = named.length == 1 ? "asc" : named[1];
      if (column == null || !column.sortable()) {
        errors.add(
            new FieldError(
                "sort",
                "can be "
                    + listing.choices().stream()
                        .filter(ListingColumn::sortable)
                        .map(ListingColumn::field)
                        .collect(Collectors.joining(", "))));
        break;
      }
      if (named.length > 2 || !(direction.equals("asc") || direction.equals("desc"))) {
        errors.add(new FieldError("sort", "must be field:asc or field:desc, joined by commas"));
        break;
      }
      if (sorts.stream().anyMatch(earlier -> earlier.column().equals(column))) {
        errors.add(new FieldError("sort", "names a field twice"));
        break;
      }
      sorts.add(new Sort(column, direction.equals("desc")));
    }
    if (sorts.size() > MOST_SORTS) {
      errors.add(new FieldError("sort", "must have at most " + MOST_SORTS + " fields"));
    }
    return sorts.isEmpty() ? listing.order() : sorts;
  }

  private void filter(String name, String value, List<Filter> filters) {
    var matched = FILTER.matcher(name);
    if (!matched.matches()) {
      errors.add(new FieldError(name, "is not a known parameter"));
      return;
    }
    var column = column(matched.group(1));
    if (column == null || !column.filterable()) {
      errors.add(
          new FieldError(
              name,
              "is not a known filter; there are "
                  + listing.choices().stream()
                      .filter(ListingColumn::filterable)
                      .map(ListingColumn::field)
                      .collect(Collectors.joining(", "))));
      return;
    }
    var suffix = matched.group(2) == null ? "" : matched.group(2);
    var operator =
        Listing.operators(column).stream()
            .filter(each -> each.suffix().equals(suffix))
            .findFirst()
            .orElse(null);
    if (operator == null) {
      errors.add(
          new FieldError(
              name,
              "can't be compared so; there are "
                  + Listing.operators(column).stream()
                      .map(Operator::suffix)
                      .filter(each -> !each.isEmpty())
                      .collect(Collectors.joining(", "))));
      return;
    }
    try {
      filters.add(new Filter(column, operator, values(name, value, column, operator)));
    } catch (InvalidShape e) {
      errors.addAll(e.errors());
    }
  }

  private static List<JsonNode> values(
      String name, String value, ListingColumn column, Operator operator) {
    return switch (operator) {
      case SET ->
          List.of(
              new ListingColumn(name, "", ListingColumn.Type.BOOLEAN, false, true, false)
                  .parse(name, value));
      case ANY -> {
        var alternatives = value.split(",", -1);
        if (alternatives.length > MOST_VALUES) {
          throw new InvalidShape(name, "must have at most " + MOST_VALUES + " values");
        }
        yield Arrays.stream(alternatives).map(each -> column.parse(name, each)).toList();
      }
      case NOT, LESS, AT_MOST, MORE, AT_LEAST -> List.of(column.parse(name, value));
    };
  }

  private @Nullable ListingColumn column(String field) {
    return listing.choices().stream()
        .filter(choice -> choice.field().equals(field))
        .findFirst()
        .orElse(null);
  }

  /// A cursor tells the order it belongs to, the page it leads to, and the row before it. It
  /// carries nothing that its reader wasn't shown, and is checked like any input.
  static String cursor(PageRequest request, int shown, String sortValuesAndKey) {
    var cursor = leading(request, shown);
    cursor.set("v", json(sortValuesAndKey));
    return encoded(cursor);
  }

  /// A cursor whose place the reader can't read.
  static String sealed(PageRequest request, int shown, String place) {
    return encoded(leading(request, shown).put("x", place));
  }

  /// @param shown rows on the page that the cursor follows
  private static ObjectNode leading(PageRequest request, int shown) {
    var cursor =
        JsonNodeFactory.instance
            .objectNode()
            .put("o", order(request.sorts()))
            .put("p", request.page() + 1);
    return request.before() < 0 ? cursor : cursor.put("b", request.before() + shown);
  }

  private static String encoded(ObjectNode cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database answered no JSON for a cursor", e);
    }
  }

  private PageRequest continued(PageRequest request, String text) {
    try {
      var cursor = JSON.readTree(Base64.getUrlDecoder().decode(text));
      var page = cursor.path("p");
      if (!cursor.path("o").asText().equals(order(request.sorts()))
          || !page.isInt()
          || page.intValue() < 2
          || page.intValue() > MOST_PAGES) {
        throw unusable();
      }
      var sealed = listing.visibility() == null ? null : cursor.path("x").textValue();
      return new PageRequest(
          page.intValue(),
          request.limit(),
          request.sorts(),
          request.filters(),
          request.search(),
          sealed == null ? place(request.sorts(), cursor.path("v"), 0) : null,
          sealed,
          Math.max(-1, cursor.path("b").asLong(-1)));
    } catch (IllegalArgumentException | java.io.IOException | InvalidShape e) {
      errors.addAll(unusable().errors());
      return request;
    }
  }

  /// The request with the place that its sealed cursor names.
  ///
  /// @param place what the seal held, or null where it held nothing for this reader
  static PageRequest opened(PageRequest request, @Nullable String place) {
    if (place == null) {
      throw unusable();
    }
    var opened = json(place);
    return request.after(place(request.sorts(), opened.path("v"), opened.path("skip").asInt()));
  }

  private static Cursor place(List<Sort> sorts, JsonNode values, int skip) {
    if (!values.isArray() || values.size() != sorts.size() + 1) {
      throw unusable();
    }
    var parsed = new ArrayList<JsonNode>();
    for (int i = 0; i < sorts.size(); i++) {
      var column = sorts.get(i).column();
      var value = values.get(i);
      if (value.isContainerNode() || (value.isNull() && !column.nullable())) {
        throw unusable();
      }
      parsed.add(value.isNull() ? value : column.parse("cursor", value.asText()));
    }
    var key =
        new ListingColumn("cursor", "", ListingColumn.Type.UUID, false, false, false)
            .parse("cursor", values.get(parsed.size()).asText());
    return new Cursor(parsed, key, skip);
  }

  private static InvalidShape unusable() {
    return new InvalidShape("cursor", "is not one that this list, in this order, has answered");
  }

  private static String order(List<Sort> sorts) {
    return sorts.stream()
        .map(sort -> sort.column().field() + (sort.descending() ? ":desc" : ":asc"))
        .collect(Collectors.joining(","));
  }
}
