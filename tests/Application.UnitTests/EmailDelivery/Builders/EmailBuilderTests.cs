using System.Runtime.CompilerServices;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.Builders;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class EmailBuilderTests
{
    [Test]
    public void Builders_WhenRegistered_AreOneForEachKind()
    {
        IEnumerable<Type> builders = new ServiceCollection()
            .AddEmailDelivery()
            .Where(service => service.ServiceType == typeof(IEmailBuilder))
            .Select(service => service.ImplementationType!);

        IEnumerable<EmailKind> kinds = builders.Select(builder => ((IEmailBuilder)RuntimeHelpers.GetUninitializedObject(builder)).Kind);

        Assert.That(kinds, Is.EquivalentTo(Enum.GetValues<EmailKind>()));
    }
}
