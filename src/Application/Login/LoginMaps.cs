using AutoMapper;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Login;

internal sealed class LoginMaps : Profile
{
    public LoginMaps() =>
        CreateMap<User, LoggedInUserDto>().ForMember(dto => dto.Tokens, options => options.Ignore());
}
