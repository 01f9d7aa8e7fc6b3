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
    public void AddApplication_WhenCalled_ValidatesEveryRequest()
    {
        services.AddApplication();

        ServiceDescriptor behavior = services.Single(service => service.ServiceType == typeof(IPipelineBehavior<,>));
        Assert.That(behavior.ImplementationType, Is.EqualTo(typeof(ValidationBehavior<,>)));
    }
}
