package dev.cellwright.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about registering, logging in and tokens, and what each ending says over HTTP.
final class AuthRoutes {
  static final String REGISTER = "/api/v1/auth/register";

  static final List<Route<AuthRoutes>> ROUTES =
      List.of(
          Route.<AuthRoutes>post(REGISTER)
              .named("register", "Register, and log in")
              .open()
              .takes(NewPerson.class)
              .answers(201, SignedIn.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .by(AuthRoutes::register),
          Route.<AuthRoutes>post("/api/v1/auth/login")
              .named("log_in", "Log in")
              .open()
              .takes(Credentials.class)
              .answers(SignedIn.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .by(AuthRoutes::logIn),
          Route.<AuthRoutes>post("/api/v1/auth/refresh")
              .named("refresh_tokens", "Exchange a refresh token, from the body or the cookie")
              .open()
              .takesOptionally(PresentedToken.class)
              .answers(TokensAnswer.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .by(AuthRoutes::refresh),
          Route.<AuthRoutes>post("/api/v1/auth/switch")
              .named("switch_organization", "Get tokens that speak for another organization")
              .person()
              .takes(SwitchTo.class)
              .answers(TokensAnswer.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .by(AuthRoutes::switchOrganization),
          Route.<AuthRoutes>post("/api/v1/auth/logout")
              .named("log_out", "End the session")
              .person()
              .answers(Done.class)
              .by(AuthRoutes::logOut),
          Route.<AuthRoutes>post("/api/v1/auth/logout-all")
              .named("log_out_everywhere", "End all of one's sessions")
              .person()
              .answers(Done.class)
              .by(AuthRoutes::logOutEverywhere),
          Route.<AuthRoutes>get("/.well-known/jwks.json")
              .named("show_token_keys", "Read the keys by which access tokens are verified")
              .open()
              .answersText("application/json")
              .by(AuthRoutes::tokenKeys));

  private final Register register;
  private final LogIn logIn;
  private final RefreshTokens refreshTokens;
  private final SwitchOrganization switchOrganization;
  private final LogOut logOut;
  private final AccessTokens accessTokens;

  AuthRoutes(Kernel kernel) {
    register = new Register(kernel);
    logIn = new LogIn(kernel);
    refreshTokens = new RefreshTokens(kernel);
    switchOrganization = new SwitchOrganization(kernel);
    logOut = new LogOut(kernel.database());
    accessTokens = kernel.accessTokens();
  }

  private Response register(Request request) {
    return switch (register.register(request.body(NewPerson.class), UserAgent.of(request))) {
      case Register.Outcome.Registered(var signedIn) ->
          Response.created(signedIn, "/api/v1/users/me")
              .with(RefreshCookie.HEADER, RefreshCookie.of(signedIn.tokens()));
      case Register.Outcome.WeakPassword(var lacking) ->
          Response.invalid("password", "lacks " + String.join(", ", lacking));
      case Register.Outcome.AddressTaken() ->
          Response.conflict("Somebody has registered with this address: log in");
      case Register.Outcome.Closed() ->
          Response.forbidden("Registration is closed but to those who were invited");
      case Register.Outcome.NoSuchInvitation() -> InvitationRoutes.noSuchInvitation();
      case Register.Outcome.OtherAddress() -> InvitationRoutes.sentToAnother();
      case Register.Outcome.Full(var most) -> InvitationRoutes.full(most);
    };
  }

  private Response logIn(Request request) {
    return switch (logIn.logIn(request.body(Credentials.class), UserAgent.of(request))) {
      case LogIn.Outcome.LoggedIn(var signedIn) ->
          Response.ok(signedIn).with(RefreshCookie.HEADER, RefreshCookie.of(signedIn.tokens()));
      case LogIn.Outcome.Wrong() ->
          Response.unauthenticated("The address or the password is wrong");
      case LogIn.Outcome.Locked(var seconds) -> locked(seconds);
    };
  }

  private Response refresh(Request request) {
    var body = request.bodyIfAny(PresentedToken.class);
    var presented =
        body != null ? new RefreshToken(body.refreshToken()) : RefreshCookie.in(request);
    if (presented == null) {
      return Response.unauthenticated("A refresh token is needed, in the body or the cookie");
    }
    return switch (refreshTokens.refresh(presented)) {
      case RefreshTokens.Outcome.Refreshed(var tokens) -> tokens(tokens);
      case RefreshTokens.Outcome.Refused() ->
          Response.unauthenticated("The refresh token is not valid any more: log in")
              .with(RefreshCookie.HEADER, RefreshCookie.gone());
    };
  }

  private Response switchOrganization(Request request) {
    return switch (switchOrganization.switchTo(request.body(SwitchTo.class).organizationId())) {
      case SwitchOrganization.Outcome.Switched(var tokens) -> tokens(tokens);
      case SwitchOrganization.Outcome.NotFound(var id) -> Response.notFound("organization", id);
    };
  }

  private Response logOut(Request request) {
    logOut.logOut();
    return loggedOut();
  }

  private Response logOutEverywhere(Request request) {
    logOut.logOutEverywhere();
    return loggedOut();
  }

  private Response tokenKeys(Request request) {
    return Response.text(new JWKSet(List.<JWK>copyOf(accessTokens.publicKeys())).toString())
        .with("Cache-Control", "public, max-age=300");
  }

  /// @param seconds for how long yet
  static Response locked(int seconds) {
    return new Response.Failed(
            423, "LOCKED", "Too many failed tries with this address: try again later", null)
        .with("Retry-After", Integer.toString(seconds));
  }

  private static Response tokens(Tokens tokens) {
    return Response.ok(new TokensAnswer(tokens))
        .with(RefreshCookie.HEADER, RefreshCookie.of(tokens));
  }

  private static Response loggedOut() {
    return Response.ok(new Done()).with(RefreshCookie.HEADER, RefreshCookie.gone());
  }
}
