using AutoMapper;
using CleanAuth.Application.Accounts.LoginUser;
using CleanAuth.Application.Accounts.RegisterUser;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>From an account to what callers see of it. Flat on purpose: see the decision record on AutoMapper.</summary>
internal sealed class AccountMaps : Profile
{
    public AccountMaps()
    {
        CreateMap<User, RegisteredUserDto>();
        CreateMap<User, LoggedInUserDto>().ForMember(dto => dto.Tokens, options => options.Ignore());
        CreateMap<User, CurrentUserDto>()
            .ForMember(dto => dto.Tokens, options => options.Ignore())
            .ForMember(dto => dto.EmailVerified, options => options.MapFrom(user => user.IsEmailVerified));
    }
}
