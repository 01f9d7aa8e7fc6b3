using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Security;
using FluentValidation;
using FluentValidation.AspNetCore;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>Loads the staff member who calls a page, enables forms, and validates them.</summary>
internal sealed class PageFilter(IMediator mediator, IServiceProvider services) : IAsyncResourceFilter, IAsyncActionFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // ControllersSetup removes the form value providers for the API. Pages need one.
        context.ValueProviderFactories.Insert(0, new FormValueProviderFactory());

        HttpContext http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            http.Features.Set(await mediator.Send(new GetStaffMemberQuery(http.User.UserId(), http.User.SessionId()), http.RequestAborted));
        }

        await next();
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method) && !context.ModelState.IsValid)
        {
            // The query is invalid, and there is no form to show again.
            context.Result = InvalidQuery.Refuse(context);
            return;
        }

        foreach (object argument in context.ActionArguments.Values.OfType<object>())
        {
            if (services.GetService(typeof(IValidator<>).MakeGenericType(argument.GetType())) is IValidator validator)
            {
                (await validator.ValidateAsync(new ValidationContext<object>(argument), context.HttpContext.RequestAborted))
                    .AddToModelState(context.ModelState);
            }
        }

        await next();
    }
}
