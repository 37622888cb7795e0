output "vpc_id" {
  description = "Id of the network."
  value       = aws_vpc.kiln.id
}

output "subnet_ids" {
  description = "Ids of the subnets by kind: public, application, worker, data; in the order of the zones."
  value = {
    public      = [for zone in var.zones : aws_subnet.public[zone].id]
    application = [for zone in var.zones : aws_subnet.application[zone].id]
    worker      = [for zone in var.zones : aws_subnet.worker[zone].id]
    data        = [for zone in var.zones : aws_subnet.data[zone].id]
  }
}

output "security_group_ids" {
  description = "Ids of the security groups by part: control_balancer, api_balancer, control, api, worker, instance, queue, sql, endpoints."
  value       = { for part, group in aws_security_group.part : part => group.id }
}

output "webhook_addresses" {
  description = "The public IPv4 addresses that webhooks come from, for the allow-lists of those who receive them."
  value       = sort([for address in aws_eip.nat : address.public_ip])
}
