using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace CleanAuth.WebApi.OpenApi;

internal static class OperationId
{
    /// <summary>
    /// Returns the name of the action, or the method and the name of the controller if the action has several methods. Clients are
    /// generated from these ids, so an action such as RemoveUser keeps its name if the use case is renamed.
    /// </summary>
    public static string Of(ApiDescription api)
    {
        ControllerActionDescriptor action = (ControllerActionDescriptor)api.ActionDescriptor;
        int methods = api.ActionDescriptor.EndpointMetadata
            .OfType<HttpMethodMetadata>()
            .SelectMany(metadata => metadata.HttpMethods)
            .Count();
        if (methods > 1)
        {
            return $"{api.HttpMethod![..1]}{api.HttpMethod[1..].ToLowerInvariant()}{action.ControllerName}";
        }

        // An action with a route for GET and one for HEAD has two operations, and an id must be unique.
        return HttpMethods.IsHead(api.HttpMethod!) ? action.ActionName.Replace("Get", "Head", StringComparison.Ordinal) : action.ActionName;
    }
}
