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
        Type[] workings = [.. Layers.Types.Where(IsInnerWorking)];

        Assert.That(workings, Is.Not.Empty);
        Assert.That(workings.Where(type => !IsInternalSealed(type)), Is.Empty);
    }

    [TestCase(typeof(VisibleHandler))]
    [TestCase(typeof(OpenHandler))]
    [TestCase(typeof(VisibleValidator))]
    [TestCase(typeof(VisibleRepository))]
    public void HandlersValidatorsAndRepositories_WhenPublicOrNotSealed_AreReported(Type violator)
    {
        bool isReported = IsInnerWorking(violator) && !IsInternalSealed(violator);

        Assert.That(isReported, Is.True);
    }

    [Test]
    public void RequestsAndDtos_WhenDeclared_ArePublicSealedRecords()
    {
        Type[] messages = [.. Layers.Types.Where(IsMessage)];

        Assert.That(messages, Is.Not.Empty);
        Assert.That(messages.Where(type => !IsPublicSealedRecord(type)), Is.Empty);
    }

    [TestCase(typeof(HiddenCommand))]
    [TestCase(typeof(OpenQuery))]
    [TestCase(typeof(ClassCommand))]
    [TestCase(typeof(HiddenDto))]
    [TestCase(typeof(ClassRequest))]
    public void RequestsAndDtos_WhenInternalNotSealedOrNoRecords_AreReported(Type violator)
    {
        bool isReported = IsMessage(violator) && !IsPublicSealedRecord(violator);

        Assert.That(isReported, Is.True);
    }

    [Test]
    public void RequestsAndDtos_WhenTheyFollowTheRule_AreNotReported()
    {
        bool isReported = IsMessage(typeof(ValidCommand)) && !IsPublicSealedRecord(typeof(ValidCommand));

        Assert.That(isReported, Is.False);
    }

    private static bool IsInnerWorking(Type type) =>
        type.IsClass
        && (type.Name.EndsWith("Repository", StringComparison.Ordinal)
            || type.IsAssignableTo(typeof(IValidator))
            || type.GetInterfaces().Any(contract =>
                contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)));

    private static bool IsInternalSealed(Type type) => type is { IsVisible: false, IsSealed: true };

    private static bool IsMessage(Type type) =>
        type.IsClass
        && (type.IsAssignableTo(typeof(IBaseRequest))
            || type.Name.EndsWith("Dto", StringComparison.Ordinal)
            || type.Name.EndsWith("Request", StringComparison.Ordinal));

    private static bool IsPublicSealedRecord(Type type) => type is { IsPublic: true, IsSealed: true } && type.IsRecord();
}
