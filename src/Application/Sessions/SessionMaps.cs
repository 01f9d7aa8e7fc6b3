using AutoMapper;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Sessions;

internal sealed class SessionMaps : Profile
{
    public SessionMaps() =>
        CreateMap<Session, SessionDto>().ForMember(dto => dto.Current, options => options.Ignore());
}
