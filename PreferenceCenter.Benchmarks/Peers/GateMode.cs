using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>gate PORT KEY PROVIDER CONNECTION</c>: a leave as a first version would store it, one EF Core
/// unit of work for each request. On SQLite it has the one improvement that is easily found: a semaphore in front,
/// without which waiting writers sleep. On PostgreSQL it locks the chain's head. Subscribers and durability are those
/// of the product.
/// </summary>
internal static class GateMode
{
    public static async Task<int> RunAsync(int port, LinkKeys keys, GatePlace place)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.Services.AddRoutingCore();
        builder.Services.AddPooledDbContextFactory<GateContext>(place.Configure);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(place).AddSingleton<GateLeave>();
        var app = builder.Build();
        var leave = app.Services.GetRequiredService<GateLeave>();
        app.MapPost(
            "/u/{token}",
            async http =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                if (SignedLink.TryRead((string)http.Request.RouteValues["token"]!, keys, out var link))
                    await leave.RunAsync(link);
                else
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        );
        await app.StartAsync();
        await Parent.WaitForEndAsync();
        return 0;
    }
}
