using MediatR;

namespace CleanAuth.Application.Operations.RetryMail;

/// <summary>Has the messages tried again that were given up; answers how many there were.</summary>
public sealed record RetryMailCommand : IRequest<int>;
