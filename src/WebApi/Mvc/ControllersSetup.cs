using System.Text.Json;
using CleanAuth.Application.Validation;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Mvc;

/// <summary>Controllers, model binding and JSON.</summary>
internal static class ControllersSetup
{
    public static void AddApiControllers(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services.AddControllersWithViews(Configure)
            .AddJsonOptions(json => Configure(json.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressMapClientErrors = true;
                api.InvalidModelStateResponseFactory = InvalidQuery.Refuse;
            });
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>>((mvc, json) =>
        {
            mvc.InputFormatters.Clear();
            mvc.InputFormatters.Add(new StrictJsonInputFormatter(json.Value.JsonSerializerOptions));
            mvc.OutputFormatters.Insert(0, new UserEnvelopeOutputFormatter(json.Value.JsonSerializerOptions));
        });
    }

    private static void Configure(MvcOptions mvc)
    {
        // The pipeline of the use cases validates requests.
        mvc.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Field<string>)));
        mvc.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Field<DateOnly>)));
        mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        mvc.Filters.Add<UnencodedBodyFilter>();

        // Form value providers would consume the body before the input formatter can reject it.
        mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.PropertyNameCaseInsensitive = false;
        json.Converters.Add(new TextFieldJsonConverter());
        json.Converters.Add(new DateFieldJsonConverter());
        json.Converters.Add(new BooleanJsonConverter());
        json.Converters.Add(new TextListJsonConverter());
        json.Converters.Add(new IdListJsonConverter());
    }
}
