using AutoMapper;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>Maps an account to the DTOs that callers get. Keep the maps flat: see docs/decisions/0045-automapper-14.md.</summary>
internal sealed class AccountMaps : Profile
{
    public AccountMaps()
    {
        CreateMap<User, RegisteredUserDto>();
        CreateMap<User, CurrentUserDto>()
            .ForMember(dto => dto.Tokens, options => options.Ignore())
            .ForMember(dto => dto.EmailVerified, options => options.MapFrom(user => user.IsEmailVerified));
    }
}
