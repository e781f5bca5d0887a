using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace TradingPlatform.AdminApi;

/// <summary>Which users a list shows. Bound with <c>[AsParameters]</c>.</summary>
/// <param name="Email">A part of the e-mail address, in any case.</param>
/// <param name="Active">Only users who may, or may not, sign in.</param>
public sealed record UserFilter(
    [property: FromQuery(Name = "email"), Description("A part of the e-mail address, in any case.")] string? Email,
    [property: FromQuery(Name = "active"), Description("Only users who may, or may not, sign in.")] bool? Active);
