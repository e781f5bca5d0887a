using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.Identity;

/// <summary>Registers who may do what.</summary>
public static class IdentityRegistration
{
    /// <summary>
    /// Adds sign-in, sessions, the bearer scheme and the policies. Needs the TradingDbContext and ProblemDetails to be registered, and
    /// <c>UseAuthentication</c> and <c>UseAuthorization</c> after the exception handler.
    /// </summary>
    public static IServiceCollection AddTradingIdentity(this IServiceCollection services)
    {
        services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<Sessions>();
        // The framework's base class tells of every request without a good token; a warning is for what an operator should look at.
        services.Configure<LoggerFilterOptions>(options => options.Rules.Insert(
            0, new LoggerFilterRule(providerName: null, typeof(SessionAuthenticationHandler).FullName, LogLevel.Warning, filter: null)));
        services.AddAuthentication(BearerScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(BearerScheme.Name, configureOptions: null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.AdminOnly, policy => policy.RequireAuthenticatedUser().RequireRole(Policies.AdminRole));
        return services;
    }
}
