using CleanAuth.ArchitectureTests.Violators;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.ArchitectureTests;

internal sealed class ControllerTests
{
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

    // The table of endpoints in the functional tests lists the anonymous routes.
    [Test]
    public void Controllers_WhenDeclared_HaveAuthorizeOnTheClass() =>
        Assert.That(Controllers.Where(type => !IsProtected(type)), Is.Empty);

    [TestCase(typeof(ForgottenController), ExpectedResult = false)]
    [TestCase(typeof(OpenController), ExpectedResult = false)]
    public bool Controllers_WhenTheyLackAuthorize_AreReported(Type controller) => IsProtected(controller);

    private static bool TakesTheMediatorOnly(Type controller) =>
        controller.GetConstructors() is [var constructor]
        && constructor.GetParameters() is [var parameter]
        && parameter.ParameterType == typeof(IMediator);

    // [AllowAnonymous] belongs on single actions, so that a new action is protected.
    private static bool IsProtected(Type controller) =>
        controller.GetCustomAttributes(true).OfType<IAuthorizeData>().Any()
        && !controller.GetCustomAttributes(true).OfType<IAllowAnonymous>().Any();
}
