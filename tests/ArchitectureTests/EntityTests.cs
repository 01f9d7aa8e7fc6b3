using System.Reflection;
using CleanAuth.ArchitectureTests.Violators;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.ArchitectureTests;

internal sealed class EntityTests
{
    private static IEnumerable<Type> Entities =>
        from type in Layers.Infrastructure.GetTypes()
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)
        select contract.GetGenericArguments()[0];

    [Test]
    public void Entities_WhenCollected_AreMoreThanAFew()
    {
        string[] names = [.. Entities.Select(type => type.Name)];

        Assert.That(
            names,
            Is.SupersetOf(["User", "Session", "RefreshToken", "SecurityEvent", "SigningKey", "Revocation", "AttemptCounter", "Lease"]));
    }

    [TestCaseSource(nameof(Entities))]
    public void Entity_WhenDeclared_HasNoPublicSetter(Type entity)
    {
        string[] setters = PublicSetters(entity);

        Assert.That(setters, Is.Empty);
    }

    [TestCase(typeof(EntityWithPublicSetter))]
    [TestCase(typeof(EntityWithInitSetter))]
    public void Entity_WhenItHasAPublicSetter_IsReported(Type violator)
    {
        string[] setters = PublicSetters(violator);

        Assert.That(setters, Is.EqualTo(["Name"]));
    }

    [TestCaseSource(nameof(Entities))]
    public void Entity_WhenDeclared_HasAPrivateParameterlessConstructor(Type entity)
    {
        bool has = HasPrivateParameterlessConstructor(entity);

        Assert.That(has, Is.True);
    }

    [TestCase(typeof(EntityWithPublicConstructor))]
    [TestCase(typeof(EntityWithoutParameterlessConstructor))]
    public void Entity_WhenItHasNoPrivateParameterlessConstructor_IsReported(Type violator)
    {
        bool has = HasPrivateParameterlessConstructor(violator);

        Assert.That(has, Is.False);
    }

    private static string[] PublicSetters(Type entity) =>
        [.. entity.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => property.Name)];

    private static bool HasPrivateParameterlessConstructor(Type entity) =>
        entity.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { IsPrivate: true };
}
