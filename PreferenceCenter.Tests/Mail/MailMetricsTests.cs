using System.Diagnostics.Metrics;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Http;
using Xunit;
using static PreferenceCenter.Tests.Mail.DispatchedMails;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests the metrics of sending.</summary>
public sealed class MailMetricsTests
{
    [Fact]
    public async Task Each_fate_is_counted_by_verdict_code_and_cause_and_by_nothing_that_names_anybody()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer, "Mail:Smtp:Connections=1");
        var counted = Listen(center, out var listener);
        using var _ = listener;
        await DueAsync(center, 5);
        peer.Once(PeerStep.Recipient, "550 5.1.1 nobody here by that name")
            .Once(PeerStep.Recipient, "450 4.2.1 later")
            .Once(PeerStep.Recipient, "550 5.7.515 Access denied");
        peer.Once(PeerStep.Content, PeerAct.HangUp);
        await RoundAsync(center);
        Assert.Equal(
            [
                "preference_center.mail.dead verdict=give-up code=550 cause=address",
                "preference_center.mail.retried verdict=misconfigured code=550 cause=policy",
                "preference_center.mail.retried verdict=retry code=450 cause=mailbox",
                "preference_center.mail.sent verdict=sent code=250 cause=none",
                "preference_center.mail.uncertain verdict=uncertain code=connection-lost cause=server",
            ],
            counted.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_mail_that_a_dead_process_left_on_its_way_is_counted_as_uncertain()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        var row = Assert.Single(center.Get<OutboxStore>().Claim(center.Now, TimeSpan.FromMinutes(5), 20, "lost").Rows);
        Assert.True(center.Get<DeliveryLog>().Begin(row, [], center.Now, TimeSpan.FromMinutes(5)));
        var counted = Listen(center, out var listener);
        using var _ = listener;
        center.Clock.Advance(TimeSpan.FromMinutes(6));
        await RoundAsync(center);
        Assert.Equal(
            [
                "preference_center.mail.uncertain verdict=uncertain code=process-ended cause=server",
                "preference_center.mail.sent verdict=sent code=250 cause=none",
            ],
            counted
        );
    }

    [Fact]
    public async Task How_late_the_oldest_is_can_be_asked_at_any_time()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Greeting, "421 4.3.2 closing for the night");
        await using var center = await OverAsync(peer);
        var ages = new List<double>();
        Listen(center, out var listener);
        using var _ = listener;
        listener.SetMeasurementEventCallback<double>((_, age, _, _) => ages.Add(age));
        listener.RecordObservableInstruments();
        await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        listener.RecordObservableInstruments();
        center.Clock.Advance(Window + TimeSpan.FromMinutes(10));
        listener.RecordObservableInstruments();
        Assert.Equal([0, 0, 601], ages.Select(age => Math.Round(age)));
    }

    // Only the meters of this centre: others run beside it.
    private static List<string> Listen(WebCenter center, out MeterListener listener)
    {
        center.Get<MailMetrics>();
        var counted = new List<string>();
        var factory = center.Get<IMeterFactory>();
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == MailMetrics.MeterName && instrument.Meter.Scope == factory)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) =>
                counted.Add(
                    $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"
                )
        );
        listener.Start();
        return counted;
    }
}
