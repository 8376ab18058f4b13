package dev.cellwright.notifications;

import com.github.jknack.handlebars.Decorator;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.helper.EachHelper;
import com.github.jknack.handlebars.helper.IfHelper;
import com.github.jknack.handlebars.helper.UnlessHelper;
import com.github.jknack.handlebars.helper.WithHelper;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a template can call: `if`, `unless`, `each` and `with`. None reads files, classes or
/// other templates, and there are no decorators, with which a template could call itself.
final class FewHelpers implements HelperRegistry {
  private final Map<String, Helper<?>> helpers = new HashMap<>();

  /// @param missing what is written for a variable that is not given; null to refuse what has
  ///   parameters and is none of the four
  FewHelpers(@Nullable Helper<Object> missing) {
    helpers.put(IfHelper.NAME, IfHelper.INSTANCE);
    helpers.put(UnlessHelper.NAME, UnlessHelper.INSTANCE);
    helpers.put(EachHelper.NAME, EachHelper.INSTANCE);
    helpers.put(WithHelper.NAME, WithHelper.INSTANCE);
    if (missing != null) {
      helpers.put(HELPER_MISSING, missing);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <C> @Nullable Helper<C> helper(String name) {
    return (Helper<C>) helpers.get(name);
  }

  @Override
  public Set<Entry<String, Helper<?>>> helpers() {
    return Set.copyOf(helpers.entrySet());
  }

  @Override
  public @Nullable Decorator decorator(String name) {
    return null;
  }

  @Override
  public HelperRegistry setCharset(Charset charset) {
    return this;
  }

  @Override
  public <H> HelperRegistry registerHelper(String name, Helper<H> helper) {
    throw closed();
  }

  @Override
  public <H> HelperRegistry registerHelperMissing(Helper<H> helper) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(Object source) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(Class<?> source) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(URI location) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(File input) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(String filename, Reader source) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(String filename, InputStream source) {
    throw closed();
  }

  @Override
  public HelperRegistry registerHelpers(String filename, String source) {
    throw closed();
  }

  @Override
  public HelperRegistry registerDecorator(String name, Decorator decorator) {
    throw closed();
  }

  private static UnsupportedOperationException closed() {
    return new UnsupportedOperationException("templates have four helpers");
  }
}
