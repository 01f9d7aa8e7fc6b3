using System.Reflection;
using CleanAuth.ArchitectureTests.Violators;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace CleanAuth.ArchitectureTests;

internal sealed class ControllerTests
{
    /// <summary>All that may be called without an access token. A new one is a decision, and belongs in this list.</summary>
    private static readonly string[] AnonymousRoutes =
    [
        "POST api/register",
        "POST api/login",
        "POST api/login/code",
        "POST api/login/code/confirm",
        "POST api/user/restore",
        "POST api/sessions/report",
        "POST api/token",
        "POST api/password/reset",
        "POST api/password/reset/confirm",
        "POST api/email/verify",
        "POST api/email/verify/resend",
        "POST api/email/change/confirm",
        "POST api/email/change/undo",
        "POST api/token/refresh",
        "POST api/token/verify",
        "POST api/token/blacklist",
        "GET .well-known/jwks.json",
        "HEAD .well-known/jwks.json",
        "GET .well-known/openid-configuration",
        "HEAD .well-known/openid-configuration",
        "GET admin/login",
        "POST admin/login",
    ];

    private static Type[] Controllers => [.. Layers.Types.Where(type => type.IsAssignableTo(typeof(ControllerBase)))];

    [Test]
    public void Controllers_WhenConstructed_TakeTheMediatorOnly()
    {
        Assert.That(Controllers, Is.Not.Empty);
        Assert.That(Controllers.Where(type => !TakesTheMediatorOnly(type)), Is.Empty);
    }

    [TestCase(typeof(ForgottenController), ExpectedResult = true)]
    [TestCase(typeof(OpenController), ExpectedResult = false)]
    public bool Controllers_WhenTheyTakeMore_AreReported(Type controller) => TakesTheMediatorOnly(controller);

    [Test]
    public void Actions_WhenNotListed_AreProtected()
    {
        string[] routes = [.. Controllers.SelectMany(Actions).Where(IsAnonymous).SelectMany(Routes)];

        Assert.That(routes, Is.EquivalentTo(AnonymousRoutes));
    }

    [Test]
    public void Actions_WhenAllowedOrForgotten_AreReported()
    {
        Type[] violators = [typeof(ForgottenController), typeof(OpenController)];

        string[] routes = [.. violators.SelectMany(Actions).Where(IsAnonymous).SelectMany(Routes)];

        Assert.That(routes, Is.EquivalentTo(["GET sample/forgotten/{id}", "DELETE sample/open"]));
    }

    [Test]
    public void Actions_WhenProtected_AreFoundToo()
    {
        string[] routes = [.. Controllers.SelectMany(Actions).Where(action => !IsAnonymous(action)).SelectMany(Routes)];

        Assert.That(
            routes,
            Is.SupersetOf(
            [
                "POST api/logout", "POST api/password/change", "GET api/user", "HEAD api/user", "PUT api/user", "PATCH api/user", "DELETE api/user",
                "POST api/user/delete", "GET api/user/export",
                "GET admin", "GET admin/users", "POST admin/users/{id:guid}/delete", "POST admin/logout",
                "GET api/sessions", "DELETE api/sessions", "DELETE api/sessions/{id:guid}", "GET api/security-events",
            ]));
    }

    private static bool TakesTheMediatorOnly(Type controller) =>
        controller.GetConstructors() is [var constructor]
        && constructor.GetParameters() is [var parameter]
        && parameter.ParameterType == typeof(IMediator);

    private static MethodInfo[] Actions(Type controller) =>
        controller.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

    // As the framework sees it: permission beats protection, and what says neither is open.
    private static bool IsAnonymous(MethodInfo action) =>
        Has<IAllowAnonymous>(action) || !Has<IAuthorizeData>(action);

    private static bool Has<T>(MethodInfo action) =>
        action.GetCustomAttributes(true).Concat(action.DeclaringType!.GetCustomAttributes(true)).OfType<T>().Any();

    private static IEnumerable<string> Routes(MethodInfo action)
    {
        string root = action.DeclaringType!.GetCustomAttribute<RouteAttribute>()!.Template;
        return from verb in action.GetCustomAttributes<HttpMethodAttribute>()
               from method in verb.HttpMethods
               select $"{method} {(verb.Template is null ? root : $"{root}/{verb.Template}")}";
    }
}
