using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using FluentValidation;
using MediatR;

namespace CleanAuth.Application.UnitTests.Validation;

internal sealed class ValidationBehaviorTests
{
    private const string Secret = "canary-4711";

    private readonly InlineValidator<Question> validator = new();
    private bool handled;

    [Test]
    public async Task Handle_WhenThereIsNoValidator_RunsTheHandler()
    {
        ValidationBehavior<Question, int> behavior = new([]);

        int response = await behavior.Handle(new Question(), default, RespondAsync);

        Assert.That(response, Is.EqualTo(42));
    }

    [Test]
    public async Task Handle_WhenInputIsValid_RunsTheHandler()
    {
        validator.RuleFor(question => question.FullName).NotEmpty();

        int response = await Behavior().Handle(new Question(), default, RespondAsync);

        Assert.That(response, Is.EqualTo(42));
    }

    [Test]
    public void Handle_WhenInputIsInvalid_DoesNotRunTheHandler()
    {
        validator.RuleFor(question => question.FullName).Empty();

        Assert.ThrowsAsync<InvalidInputException>(() => Behavior().Handle(new Question(), default, RespondAsync));

        Assert.That(handled, Is.False);
    }

    [Test]
    public void Handle_WhenInputIsInvalid_GroupsTheMessagesByFieldInSnakeCase()
    {
        validator.RuleFor(question => question.FullName).Empty().WithMessage("first");
        validator.RuleFor(question => question.Password).Empty().WithMessage("second");
        validator.RuleFor(question => question.FullName).Empty().WithMessage("third");

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Behavior().Handle(new Question(), default, RespondAsync));

        Assert.That(refusal!.Errors.Keys, Is.EqualTo(["full_name", "password"]));
        Assert.That(refusal.Errors["full_name"], Is.EqualTo(["first", "third"]));
        Assert.That(refusal.Errors["password"], Is.EqualTo(["second"]));
    }

    [Test]
    public void Handle_WhenAFailureBelongsToNoField_UsesTheKeyError()
    {
        validator.RuleFor(question => question).Must(_ => false).WithMessage("wrong as a whole");

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Behavior().Handle(new Question(), default, RespondAsync));

        Assert.That(refusal!.Errors.Keys, Is.EqualTo(["error"]));
        Assert.That(refusal.Errors["error"], Is.EqualTo(["wrong as a whole"]));
    }

    [Test]
    public void Handle_WhenSeveralValidatorsFail_CollectsThemAll()
    {
        validator.RuleFor(question => question.FullName).Empty().WithMessage("first");
        ValidationBehavior<Question, int> behavior = new([validator, validator]);

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => behavior.Handle(new Question(), default, RespondAsync));

        Assert.That(refusal!.Errors["full_name"], Is.EqualTo(["first", "first"]));
    }

    [Test]
    public void Handle_WhenInputIsInvalid_CarriesNoValues()
    {
        validator.RuleFor(question => question.Password).Empty().WithMessage("wrong");

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Behavior().Handle(new Question(), default, RespondAsync));

        Assert.Multiple(() =>
        {
            Assert.That(refusal!.ToString(), Does.Not.Contain(Secret));
            Assert.That(refusal.Errors.Values.SelectMany(messages => messages), Is.EqualTo(["wrong"]));
            Assert.That(refusal.Data, Is.Empty);
            Assert.That(refusal.InnerException, Is.Null);
        });
    }

    private ValidationBehavior<Question, int> Behavior() => new([validator]);

    private Task<int> RespondAsync()
    {
        handled = true;
        return Task.FromResult(42);
    }

    private sealed record Question : IRequest<int>
    {
        public string FullName { get; init; } = "Ada Lovelace";

        public string Password { get; init; } = Secret;
    }
}
