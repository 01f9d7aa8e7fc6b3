using CleanAuth.Application.Admin;
using CleanAuth.Application.Login;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.Validation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.UnitTests;

internal sealed class DependencyInjectionTests
{
    private readonly ServiceCollection services = new();

    private static IEnumerable<TestCaseData> Requests =>
        from type in typeof(DependencyInjection).Assembly.GetTypes()
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequest<>)
        select new TestCaseData(type, contract.GetGenericArguments()[0]).SetArgDisplayNames(type.Name);

    /// <summary>The classes of this layer that handlers depend on.</summary>
    private static Type[] Collaborators =>
    [
        .. typeof(DependencyInjection).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(contract =>
                contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .SelectMany(handler => handler.GetConstructors().Single().GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type is { IsClass: true, IsVisible: false })
            .Distinct(),
    ];

    [TestCaseSource(nameof(Requests))]
    public void AddApplication_WhenCalled_RegistersOneHandlerOfTheRequest(Type request, Type response)
    {
        services.AddApplication();

        Type contract = typeof(IRequestHandler<,>).MakeGenericType(request, response);
        Type?[] handlers = [.. services.Where(service => service.ServiceType == contract).Select(service => service.ImplementationType)];
        Assert.That(handlers, Has.Length.EqualTo(1));
        Assert.That(contract.IsAssignableFrom(handlers[0]), Is.True);
    }

    [Test]
    public void AddApplication_WhenCalled_RegistersTheSharedServices()
    {
        services.AddApplication();

        Assert.That(Collaborators, Is.SupersetOf(new[] { typeof(PasswordLogin), typeof(RefreshTokenRotation), typeof(SessionTerminator) }));
        Type[] registered = [.. services.Select(service => service.ServiceType)];
        Assert.That(registered, Is.SupersetOf(Collaborators));
    }

    [Test]
    public void AddApplication_WhenCalled_ValidatesEveryRequest()
    {
        services.AddApplication();

        // A caller without permission must not see validation errors.
        Type?[] behaviors =
        [
            .. services.Where(service => service.ServiceType == typeof(IPipelineBehavior<,>))
                .Select(service => service.ImplementationType),
        ];
        Assert.That(behaviors, Is.EqualTo([typeof(StaffBehavior<,>), typeof(ReauthenticationBehavior<,>), typeof(ValidationBehavior<,>)]));
    }
}
