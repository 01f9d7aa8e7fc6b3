using AutoMapper;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Registration.RegisterUser;

/// <summary>Maps a new account to the response of its registration. Keep the map flat: see docs/decisions/0045-automapper-14.md.</summary>
internal sealed class RegisteredUserMaps : Profile
{
    public RegisteredUserMaps() => CreateMap<User, RegisteredUserDto>();
}
