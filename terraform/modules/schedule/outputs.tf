output "dead_queue_name" {
  description = "Name of the queue of what could not be started."
  value       = aws_sqs_queue.dead.name
}
