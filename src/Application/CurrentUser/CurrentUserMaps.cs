using AutoMapper;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.CurrentUser;

/// <summary>Maps an account to the response for its owner. Keep the map flat: see docs/decisions/0045-automapper-14.md.</summary>
internal sealed class CurrentUserMaps : Profile
{
    public CurrentUserMaps() => CreateMap<User, CurrentUserDto>()
        .ForMember(dto => dto.Tokens, options => options.Ignore())
        .ForMember(dto => dto.EmailVerified, options => options.MapFrom(user => user.IsEmailVerified));
}
