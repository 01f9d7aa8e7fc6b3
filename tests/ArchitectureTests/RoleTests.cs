using CleanAuth.ArchitectureTests.Violators;
using FluentValidation;
using MediatR;

namespace CleanAuth.ArchitectureTests;

/// <summary>Handlers, validators and repositories are internal; requests and DTOs are public records.</summary>
internal sealed class RoleTests
{
    [Test]
    public void HandlersValidatorsAndRepositories_WhenDeclared_AreInternalAndSealed()
    {
        Type[] types = [.. Layers.Types.Where(IsHandlerValidatorOrRepository)];

        Assert.That(types, Is.Not.Empty);
        Assert.That(types.Where(type => !IsInternalSealed(type)), Is.Empty);
    }

    [TestCase(typeof(VisibleHandler))]
    [TestCase(typeof(OpenHandler))]
    [TestCase(typeof(VisibleValidator))]
    [TestCase(typeof(VisibleRepository))]
    public void HandlersValidatorsAndRepositories_WhenPublicOrNotSealed_AreReported(Type violator)
    {
        bool isReported = IsHandlerValidatorOrRepository(violator) && !IsInternalSealed(violator);

        Assert.That(isReported, Is.True);
    }

    [Test]
    public void RequestsAndDtos_WhenDeclared_ArePublicSealedRecords()
    {
        Type[] types = [.. Layers.Types.Where(IsRequestOrDto)];

        Assert.That(types, Is.Not.Empty);
        Assert.That(types.Where(type => !IsPublicSealedRecord(type)), Is.Empty);
    }

    [TestCase(typeof(HiddenCommand))]
    [TestCase(typeof(OpenQuery))]
    [TestCase(typeof(ClassCommand))]
    [TestCase(typeof(HiddenDto))]
    [TestCase(typeof(ClassRequest))]
    public void RequestsAndDtos_WhenInternalNotSealedOrNoRecords_AreReported(Type violator)
    {
        bool isReported = IsRequestOrDto(violator) && !IsPublicSealedRecord(violator);

        Assert.That(isReported, Is.True);
    }

    [Test]
    public void RequestsAndDtos_WhenTheyFollowTheRule_AreNotReported()
    {
        bool isReported = IsRequestOrDto(typeof(ValidCommand)) && !IsPublicSealedRecord(typeof(ValidCommand));

        Assert.That(isReported, Is.False);
    }

    private static bool IsHandlerValidatorOrRepository(Type type) =>
        type.IsClass
        && (type.Name.EndsWith("Repository", StringComparison.Ordinal)
            || type.IsAssignableTo(typeof(IValidator))
            || type.GetInterfaces().Any(contract =>
                contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)));

    private static bool IsInternalSealed(Type type) => type is { IsVisible: false, IsSealed: true };

    private static bool IsRequestOrDto(Type type) =>
        type.IsClass
        && (type.IsAssignableTo(typeof(IBaseRequest))
            || type.Name.EndsWith("Dto", StringComparison.Ordinal)
            || type.Name.EndsWith("Request", StringComparison.Ordinal));

    private static bool IsPublicSealedRecord(Type type) => type is { IsPublic: true, IsSealed: true } && type.IsRecord();
}
