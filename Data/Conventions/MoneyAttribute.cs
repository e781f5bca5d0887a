namespace TradingPlatform.Data;

/// <summary>Marks an amount of money: stored as <c>numeric(18,4)</c>. Other decimals are prices, quantities and rates: <c>numeric(28,10)</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoneyAttribute : Attribute;
