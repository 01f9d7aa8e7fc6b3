using FluentValidation;
using MediatR;

namespace CleanAuth.ArchitectureTests.Violators;

public sealed record ValidCommand(int Number) : IRequest<int>;

internal sealed record HiddenCommand : IRequest<int>;

public record OpenQuery : IRequest<int>;

public sealed class ClassCommand : IRequest<int>;

internal sealed record HiddenDto;

public sealed class ClassRequest;

public sealed class VisibleHandler : IRequestHandler<ValidCommand, int>
{
    public Task<int> Handle(ValidCommand request, CancellationToken cancellationToken) => Task.FromResult(request.Number);
}

internal class OpenHandler : IRequestHandler<ValidCommand, int>
{
    public virtual Task<int> Handle(ValidCommand request, CancellationToken cancellationToken) => Task.FromResult(request.Number);
}

internal sealed class DerivedHandler : OpenHandler;

public sealed class VisibleValidator : AbstractValidator<ValidCommand>;

public sealed class VisibleRepository;
