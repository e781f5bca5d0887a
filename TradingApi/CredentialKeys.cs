using TradingPlatform.Data;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.TradingApi;

/// <summary>
/// The keys of the credentials that this API stores and reads. They are looked at before the API waits for its database: a request for
/// a credential is too late to learn that a key is missing.
/// </summary>
/// <param name="services">Where the <see cref="KeyRing"/> is registered.</param>
internal sealed class CredentialKeys(IServiceProvider services) : IHostedService
{
    /// <summary>Registers the <see cref="KeyRing"/>, without which the API does not start. To be called before the startup gate is added.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => KeyRing.Of(services.GetRequiredService<IConfiguration>(), builder.Environment.IsDevelopment()));
        builder.Services.AddHostedService<CredentialKeys>();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = services.GetRequiredService<KeyRing>();
            return Task.CompletedTask;
        }
        catch (EncryptionException exception)
        {
            throw new StartupRefusedException(ServiceExitCode.Configuration, exception.Message, exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
